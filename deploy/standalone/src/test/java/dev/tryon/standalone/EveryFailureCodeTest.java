/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every failure code of the contract is caused for real by a test, which is named here; or it is said why it is not. */
class EveryFailureCodeTest {

    private static final Path HOUSE = Path.of("..", "..");
    private static final Map<FailureCode, String> CAUSED = new EnumMap<>(FailureCode.class);
    private static final Map<FailureCode, String> NOT_CAUSED = new EnumMap<>(FailureCode.class);

    static {
        CAUSED.put(FailureCode.INVALID_REQUEST, "RefusedRequestsIT.requestThatBreaksARuleNamesTheField");
        CAUSED.put(FailureCode.UNKNOWN_EXPERT, "RefusedRequestsIT.requestAmongAnotherExpertsSaysWhereItBelongs");
        CAUSED.put(FailureCode.BUCKET_NOT_ALLOWED, "RefusedRequestsIT.bucketOfNobodyIsNotAllowed");
        CAUSED.put(FailureCode.CONSENT_MISSING, "RefusedRequestsIT.faceWithoutConsentSaysSo");
        CAUSED.put(FailureCode.INPUT_NOT_FOUND, "SubjectCacheIT.subjectThatWasReplacedOrRemovedIsNotServedFromMemory");
        CAUSED.put(FailureCode.INPUT_FORBIDDEN, "S3ImageStoreIT.objectThatTheKeysDoNotOpenIsForbidden");
        CAUSED.put(FailureCode.INPUT_TOO_LARGE, "PhotoIntakeTest.refusesMoreBytesThanTheLimit");
        CAUSED.put(FailureCode.INPUT_TOO_MANY_PIXELS, "PhotoIntakeTest.refusesTooManyPixelsInEachFormat");
        CAUSED.put(FailureCode.INPUT_UNSUPPORTED_FORMAT, "PhotoIntakeTest.namesWhatAnUnsupportedFileLooksLike");
        CAUSED.put(FailureCode.INPUT_CORRUPT, "PhotoIntakeTest.refusesMorePixelsThanTheBytesCanHold");
        CAUSED.put(FailureCode.INPUT_CHANGED, "SubjectCacheIT.subjectThatWasReplacedOrRemovedIsNotServedFromMemory");
        CAUSED.put(FailureCode.INPUT_TOO_SMALL, "PhotoIntakeTest.refusesSidesThatAreTooSmall");
        CAUSED.put(FailureCode.NO_PERSON, "MediaPipeDetectorTest.saysThatThereIsNobody");
        CAUSED.put(
                FailureCode.REGION_NOT_VISIBLE,
                "RegionBuilderTest.saysThatTheRegionIsNotVisibleWhenTheTorsoIsOutOfThePicture");
        CAUSED.put(FailureCode.MASK_REJECTED, "RegionBuilderTest.rejectsTheMaskWhenTheDetectorIsHardlySureOfTheBody");
        CAUSED.put(FailureCode.MASK_OVERRIDE_INVALID, "MaskOverrideTest.saysWhatIsWrongWithStrokes");
        CAUSED.put(FailureCode.NO_PRODUCT, "GarmentCutterTest.saysThatThereIsNoProductOnABusyGround");
        CAUSED.put(FailureCode.MODEL_OUTPUT_INVALID, "ComfyEngineIT.pictureOfOtherSizeThanTheCanvasIsInvalid");
        CAUSED.put(FailureCode.OUT_OF_DEVICE_MEMORY, "DenoiseLoopFaultsIT.jobThatDoesNotFitAloneSaysSo");
        CAUSED.put(
                FailureCode.INTERNAL,
                "WorkerFailuresIT.jobThatBreaksItsWorkerIsTriedThriceAndThenKeptWithTheDeadLetters");
        CAUSED.put(
                FailureCode.POISON, "WorkerFailuresIT.jobWhoseWorkersEndWithoutAWordIsToldOfBeforeTheBrokerGivesItUp");
        CAUSED.put(
                FailureCode.STORE_UNAVAILABLE,
                "WorkerFailuresIT.outageOfTheStoreParksTheJobAndTheWorkerGoesOnWhenItIsOver");
        CAUSED.put(FailureCode.BROKER_UNAVAILABLE, "TryOnClientTest.failsWithTheRequestIdWhenKafkaDoesNotConfirm");
        CAUSED.put(FailureCode.ENGINE_UNAVAILABLE, "ComfyEngineIT.serverThatDoesNotAnswerIsTheEnginesFault");
        NOT_CAUSED.put(
                FailureCode.ASSET_TOUCHED,
                "it is a bug in stitching, of which none is known; OutsideCheckTest shows that the check sees a pixel");
    }

    @Test
    void isCausedByATestOrHasAReason() {
        List<FailureCode> codes = Arrays.stream(FailureCode.values())
                .filter(code -> code != FailureCode.FAILURE_CODE_UNSPECIFIED && code != FailureCode.UNRECOGNIZED)
                .toList();

        assertThat(codes)
                .allSatisfy(code -> assertThat(CAUSED.containsKey(code) ^ NOT_CAUSED.containsKey(code))
                        .as(code + " is named once")
                        .isTrue());
    }

    @Test
    void namedTestsAreThereAndLookAtTheCode() throws IOException {
        for (Map.Entry<FailureCode, String> entry : CAUSED.entrySet()) {
            int dot = entry.getValue().indexOf('.');
            String source = source(entry.getValue().substring(0, dot));
            String name = entry.getValue().substring(dot + 1);
            Matcher method = Pattern.compile("void " + name + "\\(.*?\\R {4}\\}\\R", Pattern.DOTALL)
                    .matcher(source);
            assertThat(method.find()).as(entry.getValue()).isTrue();
            assertThat(method.group())
                    .as("body of " + entry.getValue())
                    .containsPattern("\\b" + entry.getKey().name() + "\\b");
        }
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> modules = Files.walk(HOUSE, 12)) {
            Path file = modules.filter(path ->
                            path.endsWith(test + ".java") && path.toString().contains("/src/test/"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no test " + test));
            return Files.readString(file);
        }
    }
}
