/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    // Made by the Python program of docs/api.md, which shares no code with this.
    private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String ID = "01a2063c-a20a-7472-b480-3b3019ba752c/0/completed";
    private static final long SECONDS = 1_796_000_000;
    private static final byte[] BODY =
            "{\"request_id\":\"01a2063c-a20a-7472-b480-3b3019ba752c\",\"tenant\":\"acme\"}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,5a579d8e+HWoF8EDUPCC2/0kQgyHOtMe7QRsgYl6C1M=";

    @Test
    void signsIdTimeAndBody() {
        assertThat(Signature.of(List.of(SECRET), ID, SECONDS, BODY)).isEqualTo(SIGNATURE);
        assertThat(Signature.of(List.of(SECRET), ID, SECONDS + 1, BODY)).isNotEqualTo(SIGNATURE);
    }

    @Test
    void signsWithEverySecretWhileOneReplacesAnother() {
        String other = "whsec_" + "B".repeat(32);

        assertThat(Signature.of(List.of(SECRET, other), ID, SECONDS, BODY).split(" "))
                .hasSize(2)
                .contains(SIGNATURE);
    }

    @Test
    void theVectorOfThePageIsThisOne() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "api.md")))
                .contains(SECRET, ID, Long.toString(SECONDS), new String(BODY, UTF_8), SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "whsec_AAEC", "whsec_%%%"})
    void refusesWhatIsNoSecretWithoutShowingIt(String text) {
        assertThatThrownBy(() -> Signature.secret(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be whsec_")
                .hasMessageNotContaining("AAEC");
    }
}
