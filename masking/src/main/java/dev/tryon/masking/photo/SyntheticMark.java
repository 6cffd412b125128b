/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

/**
 * Says in a result's own bytes that part of it was made by a machine: an XMP packet with IPTC's
 * {@code DigitalSourceType}, as machine-readable marking duties for synthetic pictures expect (IPTC Photo Metadata
 * 2023.2, Iptc4xmpExt). The packet is constant, so equal pixels stay equal bytes.
 */
public final class SyntheticMark {

    /** A photo of which a trained model painted a part. */
    public static final String DIGITAL_SOURCE_TYPE =
            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";

    private static final String PACKET = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
            + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
            + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
            + "<rdf:Description rdf:about=\"\" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">"
            + "<Iptc4xmpExt:DigitalSourceType>" + DIGITAL_SOURCE_TYPE + "</Iptc4xmpExt:DigitalSourceType>"
            + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>";

    private SyntheticMark() {}

    /** The XMP packet. */
    public static String xmp() {
        return PACKET;
    }
}
