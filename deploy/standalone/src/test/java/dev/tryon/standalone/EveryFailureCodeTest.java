/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static dev.tryon.v1.FailureCode.*;
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
        CAUSED.put(INVALID_REQUEST, "RefusedRequestsIT.requestThatBreaksARuleNamesTheField");
        CAUSED.put(UNKNOWN_EXPERT, "RefusedRequestsIT.requestAmongAnotherExpertsSaysWhereItBelongs");
        CAUSED.put(BUCKET_NOT_ALLOWED, "RefusedRequestsIT.bucketOfNobodyIsNotAllowed");
        CAUSED.put(CONSENT_MISSING, "RefusedRequestsIT.faceWithoutConsentSaysSo");
        CAUSED.put(INPUT_NOT_FOUND, "SubjectCacheIT.subjectThatWasReplacedOrRemovedIsNotServedFromMemory");
        CAUSED.put(INPUT_FORBIDDEN, "S3ImageStoreIT.objectThatTheKeysDoNotOpenIsForbidden");
        CAUSED.put(INPUT_TOO_LARGE, "PhotoIntakeTest.refusesMoreBytesThanTheLimit");
        CAUSED.put(INPUT_TOO_MANY_PIXELS, "PhotoIntakeTest.refusesTooManyPixelsInEachFormat");
        CAUSED.put(INPUT_UNSUPPORTED_FORMAT, "PhotoIntakeTest.namesWhatAnUnsupportedFileLooksLike");
        CAUSED.put(INPUT_CORRUPT, "PhotoIntakeTest.refusesMorePixelsThanTheBytesCanHold");
        CAUSED.put(INPUT_CHANGED, "SubjectCacheIT.subjectThatWasReplacedOrRemovedIsNotServedFromMemory");
        CAUSED.put(INPUT_TOO_SMALL, "PhotoIntakeTest.refusesSidesThatAreTooSmall");
        CAUSED.put(NO_PERSON, "MediaPipeDetectorTest.saysThatThereIsNobody");
        CAUSED.put(REGION_NOT_VISIBLE, "RegionBuilderTest.saysThatTheRegionIsNotVisibleWhenTheTorsoIsOutOfThePicture");
        CAUSED.put(MASK_REJECTED, "RegionBuilderTest.rejectsTheMaskWhenTheDetectorIsHardlySureOfTheBody");
        CAUSED.put(MASK_OVERRIDE_INVALID, "MaskOverrideTest.saysWhatIsWrongWithStrokes");
        CAUSED.put(NO_PRODUCT, "GarmentCutterTest.saysThatThereIsNoProductOnABusyGround");
        CAUSED.put(MODEL_OUTPUT_INVALID, "ComfyEngineIT.pictureOfOtherSizeThanTheCanvasIsInvalid");
        CAUSED.put(OUT_OF_DEVICE_MEMORY, "DenoiseLoopFaultsIT.jobThatDoesNotFitAloneSaysSo");
        CAUSED.put(INTERNAL, "WorkerFailuresIT.jobThatBreaksItsWorkerIsTriedThriceAndThenKeptWithTheDeadLetters");
        CAUSED.put(POISON, "WorkerFailuresIT.jobWhoseWorkersEndWithoutAWordIsToldOfBeforeTheBrokerGivesItUp");
        CAUSED.put(STORE_UNAVAILABLE, "WorkerFailuresIT.outageOfTheStoreParksTheJobAndTheWorkerGoesOnWhenItIsOver");
        CAUSED.put(BROKER_UNAVAILABLE, "TryOnClientTest.failsWithTheRequestIdWhenKafkaDoesNotConfirm");
        CAUSED.put(ENGINE_UNAVAILABLE, "ComfyEngineIT.serverThatDoesNotAnswerIsTheEnginesFault");
        NOT_CAUSED.put(
                ASSET_TOUCHED,
                "it is a bug in stitching, of which none is known; OutsideCheckTest shows that the check sees a pixel");
    }

    @Test
    void isCausedByATestOrHasAReason() {
        List<FailureCode> codes = Arrays.stream(FailureCode.values())
                .filter(code -> code != FAILURE_CODE_UNSPECIFIED && code != UNRECOGNIZED)
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
            Matcher method = Pattern.compile(
                            "void " + entry.getValue().substring(dot + 1) + "\\(.*?\n    }\n", Pattern.DOTALL)
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
