package io.guestkit.exporter.webconfig.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  /** A cost at which many checks take little time. */
  private static final int COST = 4;

  private final Login login = new Login();
  private final Map<String, String> users =
      Map.of("bob", hash("a:b"), "équipe", hash("pässword"), "carol", hash("other"));

  private static String hash(String password) {
    byte[] salt = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    return OpenBSDBCrypt.generate("2y", password.getBytes(StandardCharsets.UTF_8), salt, COST);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private Admission admit(String pair) {
    return login.admit(users, basic(pair));
  }

  @Test
  void admitsWhoKnowsThePassword() {
    for (int i = 0; i < 2; i++) { // the second time from memory
      assertThat(admit("bob:a:b")).isEqualTo(Admission.ADMITTED);
      assertThat(admit("équipe:pässword")).isEqualTo(Admission.ADMITTED);
      assertThat(admit("bob:other")).isEqualTo(Admission.REFUSED);
      assertThat(admit("bob:")).isEqualTo(Admission.REFUSED);
      for (String password : List.of("a:b", "other", "pässword")) {
        assertThat(admit("nobody:" + password)).isEqualTo(Admission.REFUSED);
      }
    }
    assertThat(login.admit(users, basic("bob:a:b").replace("Basic", "bASIC")))
        .isEqualTo(Admission.ADMITTED);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic !",
        "Bearer Ym9iOmE6Yg==",
        "Basic Ym9i",
        "Basic Og=="
      })
  void refusesWhatIsNoLogin(@Nullable String authorization) {
    assertThat(login.admit(users, authorization)).isEqualTo(Admission.REFUSED);
  }

  @Test
  void forgetsWhatIsNoLongerSo() {
    assertThat(admit("bob:a:b")).isEqualTo(Admission.ADMITTED);
    assertThat(admit("dave:a:b")).isEqualTo(Admission.REFUSED);

    Map<String, String> changed = Map.of("bob", hash("new"), "dave", hash("a:b"));
    assertThat(login.admit(changed, basic("bob:a:b"))).isEqualTo(Admission.REFUSED);
    assertThat(login.admit(changed, basic("bob:new"))).isEqualTo(Admission.ADMITTED);
    assertThat(login.admit(changed, basic("dave:a:b"))).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void boundsHowManyAreCheckedAtOnce() throws Exception {
    Map<String, String> costly =
        Map.of("bob", OpenBSDBCrypt.generate("2y", new byte[] {'x'}, new byte[16], 8));
    assertThat(login.admit(costly, basic("bob:x"))).isEqualTo(Admission.ADMITTED);
    List<Future<Admission>> guesses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        String guess = basic("bob:guess" + i);
        guesses.add(threads.submit(() -> login.admit(costly, guess)));
      }
      long start = System.nanoTime();
      assertThat(login.admit(costly, basic("bob:x"))).isEqualTo(Admission.ADMITTED);
      assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }
    int busy = 0;
    for (Future<Admission> guess : guesses) {
      assertThat(guess.get()).isNotEqualTo(Admission.ADMITTED);
      busy += guess.get() == Admission.BUSY ? 1 : 0;
    }
    assertThat(busy).isBetween(1, 499);
    assertThat(login.admit(costly, basic("bob:x"))).isEqualTo(Admission.ADMITTED);
  }
}
