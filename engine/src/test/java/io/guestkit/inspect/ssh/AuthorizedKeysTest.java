package io.guestkit.inspect.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.AuthorizedKey;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizedKeysTest {
  private static final String ED25519 =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

  private static final String FINGERPRINT = "SHA256:";
  private static final String HOME_FILE = "/home/ann/.ssh/authorized_keys";

  @TempDir private Path folder;
  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem ann() {
    return MemoryFilesystem.create()
        .file("/etc/passwd", "root:x:0:0::/root:\nann:x:1000:1000::/home/ann:\nx:x:7:7::/gone:\n");
  }

  private static List<AuthorizedKey> keys(MemoryFilesystem tree, InspectionNotes notes)
      throws IOException {
    return Guests.inspect(tree, notes, "authorized_keys").authorizedKeys();
  }

  private String generated(String name, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name + " key"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-f", folder.resolve(name).toString()));
    Tool.run(command.toArray(String[]::new));
    return Files.readString(folder.resolve(name + ".pub"));
  }

  private String certificate(String name) throws IOException {
    Tool.run(
        "ssh-keygen",
        "-q",
        "-s",
        folder.resolve("ca").toString(),
        "-I",
        "id",
        folder.resolve(name + ".pub").toString());
    return Files.readString(folder.resolve(name + "-cert.pub"));
  }

  /** Returns a key of a security key, which ssh-keygen makes only with one at hand. */
  private static String securityKey(String type, byte[]... fields) {
    ByteBuffer blob = ByteBuffer.allocate(1000);
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    blob.putInt(name.length).put(name);
    for (byte[] field : fields) {
      blob.putInt(field.length).put(field);
    }
    byte[] bytes = new byte[blob.position()];
    blob.flip().get(bytes);
    return type + " " + Base64.getEncoder().encodeToString(bytes) + " sk\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void fingerprintsAreThoseOfSshKeygen() throws IOException {
    Tool.require("ssh-keygen");
    generated("ca", "-t", "ed25519");
    String keys = generated("rsa", "-t", "rsa", "-b", "2048") + certificate("rsa");
    keys += generated("rsa3", "-t", "rsa", "-b", "1031");
    for (String bits : List.of("256", "384", "521")) {
      String name = "ecdsa" + bits;
      keys += generated(name, "-t", "ecdsa", "-b", bits) + certificate(name);
    }
    keys += generated("ed", "-t", "ed25519") + certificate("ed");
    byte[] blob =
        Base64.getDecoder()
            .decode(Files.readString(folder.resolve("ecdsa256.pub")).split(" ", -1)[1]);
    byte[] point = java.util.Arrays.copyOfRange(blob, blob.length - 65, blob.length);
    keys += securityKey("sk-ssh-ed25519@openssh.com", new byte[32], ascii("ssh:"));
    keys +=
        securityKey("sk-ecdsa-sha2-nistp256@openssh.com", ascii("nistp256"), point, ascii("ssh:"));
    keys =
        "# comment\n\n"
            + ED25519
            + "\n"
            + keys
            + "\r\n  no-pty,command=\"a \\\"b\\\" ssh-rsa\" "
            + ED25519
            + " with \t blanks \r\n";
    keys += "Restrict\t" + ED25519 + "\tx\n";
    Path file = Files.writeString(folder.resolve("all"), keys);
    String truth = Tool.run("ssh-keygen", "-lf", file.toString());

    List<AuthorizedKey> found = keys(ann().file(HOME_FILE, keys), notes);
    List<String> ours = new ArrayList<>();
    for (AuthorizedKey key : found) {
      ours.add(
          key.bits()
              + " "
              + key.fingerprint()
              + " "
              + (key.comment() == null ? "no comment" : key.comment()));
      assertThat(key.user()).isEqualTo("ann");
      assertThat(key.path()).isEqualTo(HOME_FILE);
    }
    List<String> expected = new ArrayList<>();
    for (String line : truth.strip().split("\n", -1)) {
      expected.add(line.substring(0, line.lastIndexOf(" (")).strip());
    }
    assertThat(ours).hasSize(16).containsExactlyElementsOf(expected);
    assertThat(found.get(2).type()).isEqualTo("ssh-rsa-cert-v01@openssh.com");
    assertThat(found.get(14).options()).containsExactly("no-pty", "command");
    assertThat(found.get(15).options()).containsExactly("restrict");
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void badLinesAreAProblemThatDoesNotShowThem() throws IOException {
    List<AuthorizedKey> keys =
        keys(
            ann()
                .file(
                    HOME_FILE,
                    ED25519
                        + " good\nssh-ed25519 AAAA\nSECRET\nssh-rsa "
                        + ED25519.substring(12)
                        + "\n-----BEGIN OPENSSH PRIVATE KEY-----\nopen=\"x "
                        + ED25519
                        + "\n"),
            notes);

    assertThat(keys).extracting(AuthorizedKey::comment).containsExactly("good");
    assertThat(keys.getFirst().fingerprint()).startsWith(FINGERPRINT).hasSize(50);
    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "corrupt",
                "/dev/sda1",
                HOME_FILE,
                HOME_FILE + ": 5 of its lines are no key, the first is line 2"));
  }

  @Test
  void filesAreThoseThatSshdLooksIn() throws IOException {
    MemoryFilesystem tree =
        ann()
            .file(
                "/etc/ssh/sshd_config",
                "AuthorizedKeysFile keys/%u /etc/keys/%U%% %h/k\nAuthorizedKeysFile other\n")
            .file("/home/ann/keys/ann", ED25519 + " 1\n")
            .file("/etc/keys/1000%", ED25519 + " 2\n")
            .link("/home/ann/k", "/srv/k")
            .file("/srv/k", ED25519 + " 3\n")
            .link("/root/k", "../../../../srv/k")
            .file(HOME_FILE, ED25519 + " not looked in\n");

    assertThat(keys(tree, notes))
        .extracting(AuthorizedKey::user, AuthorizedKey::comment, AuthorizedKey::path)
        .containsExactly(
            tuple("root", "3", "/root/k"),
            tuple("ann", "1", "/home/ann/keys/ann"),
            tuple("ann", "2", "/etc/keys/1000%"),
            tuple("ann", "3", "/home/ann/k"));
    assertThat(notes.problems()).isEmpty();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  @Test
  void filesOfMatchBlocksAreNotSilent() throws IOException {
    MemoryFilesystem tree =
        ann()
            .file("/etc/ssh/sshd_config", "Match User git\nAuthorizedKeysFile /srv/git/keys\n")
            .file(HOME_FILE, ED25519 + "\n")
            .file("/home/ann/.ssh/authorized_keys2", ED25519 + " 2\n");

    assertThat(keys(tree, notes)).extracting(AuthorizedKey::comment).containsExactly(null, "2");
    assertThat(notes.problems()).extracting(Problem::kind).containsExactly("unsupported");
    assertThat(
            keys(
                ann()
                    .file("/etc/ssh/sshd_config", "AuthorizedKeysFile none\n")
                    .file(HOME_FILE, ED25519 + "\n"),
                notes))
        .isEmpty();
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        (ED25519 + " a\nno-pty,from=\"x\" " + ED25519 + " b\n").getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/passwd", "root:x:0:0::/root:\n")
                    .file("/root/.ssh/authorized_keys", image),
                "authorized_keys"));
  }
}
