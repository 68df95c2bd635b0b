package io.guestkit.inspect.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Problem;
import io.guestkit.report.Setting;
import io.guestkit.report.SshHostKey;
import io.guestkit.report.SshServer;
import io.guestkit.testing.GuestChroot;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshServersTest {
  private static final String CONFIG =
      """
      Include /etc/ssh/sshd_config.d/*.conf
      Port 2222
      PermitRootLogin prohibit-password
      AllowUsers alice bob
      Subsystem sftp /usr/lib/openssh/sftp-server
      Ciphers -aes128*
      Match User git
        ForceCommand /bin/false
      Match all
        X11Forwarding yes
      """;

  @TempDir private Path root;
  private final InspectionNotes notes = new InspectionNotes();

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static SshServer server(MemoryFilesystem tree, InspectionNotes notes) throws IOException {
    SshServer server = Guests.inspect(tree, notes, "ssh_server").sshServer();
    assertThat(server).isNotNull();
    return Objects.requireNonNull(server);
  }

  private static MemoryFilesystem debian12(String config) {
    return MemoryFilesystem.create()
        .file("/etc/os-release", "ID=debian\nVERSION_ID=12\n")
        .file("/etc/ssh/sshd_config", config);
  }

  private static String value(SshServer server, String name) {
    List<String> values = new ArrayList<>();
    for (Setting setting : server.settings()) {
      if (setting.name().equals(name)) {
        values.add(setting.value());
      }
    }
    return String.join("|", values);
  }

  /**
   * Compares all settings with what the sshd of the made guest prints, the folder mounted there.
   */
  private void sameAsSshd() throws IOException {
    GuestChroot.require();
    Tool.require("ssh-keygen");
    write("etc/os-release", "ID=debian\nVERSION_ID=12\n");
    Path key = root.resolve("etc/ssh/ssh_host_ed25519_key");
    Tool.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    String truth =
        GuestChroot.run(
            "mkdir '$m/run/sshd'; mount --bind '%s' '$m/etc/ssh'".formatted(key.getParent()),
            "/usr/sbin/sshd -T");
    SshServer server = Guests.inspect(HostTreeFilesystem.of(root), notes, "ssh_server").sshServer();

    List<String> ours = new ArrayList<>();
    Objects.requireNonNull(server)
        .settings()
        .forEach(setting -> ours.add(setting.name() + " " + setting.value()));
    List<String> expected = new ArrayList<>();
    truth.lines().forEach(expected::add);
    assertThat(ours).containsExactlyElementsOf(expected);
    assertThat(notes.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        """
        Include /etc/ssh/sshd_config.d/*.conf
        KbdInteractiveAuthentication no
        UsePAM yes
        X11Forwarding yes
        PrintMotd no
        AcceptEnv LANG LC_*
        Subsystem sftp /usr/lib/openssh/sftp-server
        DebianBanner no
        """,
        """
        Port 22
        Port 2222
        PermitRootLogin prohibit-password
        PermitRootLogin yes
        ListenAddress 10.0.0.1
        ListenAddress [::1]:2200
        ListenAddress fe80::1
        ListenAddress 127.0.0.1:99
        """,
        """
        Port 2022
        AddressFamily inet
        """,
        "AddressFamily inet6\n",
        """
        Ciphers aes256-ctr,aes128-ctr
        MACs -*sha1*,umac-64*
        KexAlgorithms ^curve25519-sha256
        HostKeyAlgorithms +ssh-rsa
        PubkeyAcceptedKeyTypes -ecdsa-*
        HostbasedAcceptedAlgorithms ssh-ed25519
        CASignatureAlgorithms ^ssh-rsa,ssh-ed25519
        """,
        """
        AllowUsers alice bob@10.0.0.*
        AllowUsers carol
        DenyUsers eve
        AllowGroups ssh "a b"
        DenyGroups g1
        DenyGroups g2
        AcceptEnv A
        AcceptEnv B C
        SetEnv X=1 Y="a b" X=2
        SetEnv Z=3
        """,
        """
        LoginGraceTime 2m
        ClientAliveInterval 1h30m
        ClientAliveCountMax 5
        MaxAuthTries 03
        MaxSessions 2
        MaxStartups 5
        RekeyLimit 1G 1h
        UnusedConnectionTimeout 5m
        ChannelTimeout session:*=5m x11-connection=1h
        RequiredRSASize 2048
        """,
        """
        MaxStartups 5:50:10
        MaxStartups 6:50:11
        RekeyLimit default none
        PerSourceMaxStartups 3
        PerSourceNetBlockSize 24:64
        X11DisplayOffset 11
        UnusedConnectionTimeout none
        """,
        """
        LogLevel verbose
        SyslogFacility authpriv
        LogVerbose kex.c:*:1000,packet.c:*
        FingerprintHash md5
        StreamLocalBindMask 0117
        IPQoS 0x10
        PermitTunnel ethernet
        """,
        """
        IPQoS af21 cs1
        IPQoS 3 none
        Compression delayed
        AllowTcpForwarding all
        GatewayPorts clientspecified
        AllowStreamLocalForwarding local
        IgnoreRhosts shosts-only
        TCPKeepAlive no
        """,
        """
        AuthorizedKeysFile .ssh/keys /etc/keys/%u
        AuthorizedKeysFile other
        AuthenticationMethods publickey,password publickey
        PermitOpen host:80 [::1]:*
        PermitListen 8080 localhost:22
        PermitUserEnvironment LANG,LC_*
        PubkeyAuthOptions verify-required touch-required
        """,
        """
        Banner /etc/issue.net
        ForceCommand echo  "a b" # not a comment
        ChrootDirectory /srv/%u
        VersionAddendum hello world # c
        TrustedUserCAKeys /etc/ssh/ca
        RevokedKeys /etc/ssh/r
        AuthorizedKeysCommand /bin/x %u
        AuthorizedKeysCommandUser nobody
        PidFile none
        XAuthLocation /opt/xauth
        AuthorizedPrincipalsFile /etc/p
        """,
        """
        HostKey /etc/ssh/ssh_host_ed25519_key
        HostKey /etc/ssh/other
        ChallengeResponseAuthentication no
        Protocol 2
        UsePrivilegeSeparation yes
        KeepAlive no
        GSSAPIKeyExchange yes
        """,
        """
        Subsystem sftp internal-sftp -f AUTH -l INFO
        Subsystem x /bin/x
        PasswordAuthentication=no
          PermitEmptyPasswords = yes\r
        UseDNS\tyes # c
        """,
        """
        X11Forwarding no
        Match User a,b
         X11Forwarding yes
        Match all
         PermitTTY no
         AcceptEnv FOO
         Banner /x
        Match Address 10.0.0.0/8
         PermitTTY yes
        """,
        """
        Match User x
        Include /etc/ssh/sshd_config.d/m.conf
        Match all
        Include /etc/ssh/sshd_config.d/m.conf
        PermitTTY no
        """,
      })
  void printsWhatSshdPrints(String config) throws IOException {
    write("etc/ssh/sshd_config", config);
    write("etc/ssh/sshd_config.d/10-a.conf", "PasswordAuthentication no\nAcceptEnv FIRST\n");
    write("etc/ssh/sshd_config.d/20-b.conf", "Include nested/*\nMatch all\nPermitTTY no\n");
    write("etc/ssh/sshd_config.d/.hidden.conf", "PermitRootLogin no\n");
    write("etc/ssh/sshd_config.d/m.conf", "AllowAgentForwarding no\nMatch all\nPermitUserRC no\n");
    write("etc/ssh/nested/one", "MaxSessions 1\n");
    write("etc/ssh/nested/two", "MaxSessions 2\n");

    sameAsSshd();
  }

  @Test
  void matchBlocksAndHostKeysAreListed() throws IOException {
    Tool.require("ssh-keygen");
    Path key = root.resolve("k");
    Tool.run("ssh-keygen", "-q", "-t", "ecdsa", "-b", "384", "-N", "", "-f", key.toString());
    String pub = Files.readString(root.resolve("k.pub"));
    String fingerprint = Tool.run("ssh-keygen", "-lf", key + ".pub").split(" ", -1)[1];
    SshServer server =
        server(
            debian12(CONFIG + "Match User a Address 10.0.0.0/8 # c\nPasswordAuthentication no\n")
                .file("/etc/ssh/ssh_host_ecdsa_key.pub", pub)
                .file("/etc/ssh/ssh_host_rsa_key", "PRIVATE")
                .file("/etc/ssh/ssh_host_rsa_key.pub", "PRIVATE"),
            notes);

    assertThat(server.matches()).containsExactly("User git", "all", "User a Address 10.0.0.0/8");
    assertThat(server.hostKeys())
        .containsExactly(
            new SshHostKey(
                "ecdsa-sha2-nistp384", fingerprint, 384, "/etc/ssh/ssh_host_ecdsa_key.pub"));
    assertThat(value(server, "x11forwarding")).isEqualTo("yes");
    assertThat(value(server, "passwordauthentication")).isEqualTo("yes");
    assertThat(value(server, "ciphers"))
        .isEqualTo("chacha20-poly1305@openssh.com,aes192-ctr,aes256-ctr,aes256-gcm@openssh.com");
    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "corrupt",
                "/dev/sda1",
                "/etc/ssh/ssh_host_rsa_key.pub",
                "/etc/ssh/ssh_host_rsa_key.pub: no public key"));
  }

  @Test
  void aListThatCannotBeToldIsAProblem() throws IOException {
    SshServer server = server(debian12("Ciphers +aes*\n"), notes);

    assertThat(server.settings()).extracting(Setting::name).doesNotContain("ciphers");
    assertThat(notes.problems())
        .extracting(Problem::kind, Problem::path)
        .containsExactly(tuple("unsupported", "/etc/ssh/sshd_config"));
  }

  @Test
  void defaultsFollowTheVersion() throws IOException {
    SshServer old =
        server(
            MemoryFilesystem.create()
                .file("/etc/os-release", "ID=ubuntu\nVERSION_ID=\"20.04\"\n")
                .file("/etc/ssh/sshd_config", "ChallengeResponseAuthentication no\n"),
            notes);
    assertThat(value(old, "pubkeyacceptedkeytypes")).endsWith(",ssh-rsa");
    assertThat(value(old, "kbdinteractiveauthentication")).isEqualTo("no");
    assertThat(value(old, "requiredrsasize")).isEmpty();
    SshServer centos7 =
        server(
            MemoryFilesystem.create()
                .file("/etc/os-release", "ID=centos\nVERSION_ID=7\n")
                .file("/etc/ssh/sshd_config", "UsePAM yes\nCiphers +3des-cbc\n"),
            notes);
    assertThat(value(centos7, "kbdinteractiveauthentication")).isEqualTo("yes");
    assertThat(value(centos7, "challengeresponseauthentication")).isEqualTo("yes");
    assertThat(value(centos7, "hostkey")).contains("ssh_host_dsa_key");
    assertThat(value(centos7, "ciphers")).isEmpty();
    assertThat(value(centos7, "permitrootlogin")).isEmpty();
    SshServer unknown =
        server(
            MemoryFilesystem.create()
                .file("/etc/os-release", "ID=mine\n")
                .file("/etc/ssh/sshd_config", "UseDNS yes\nX11Forwarding=yes\nPort 23\n"),
            notes);
    assertThat(unknown.settings())
        .containsExactly(
            new Setting("port", "23"),
            new Setting("x11forwarding", "yes"),
            new Setting("usedns", "yes"));
    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            "/etc/ssh/sshd_config: the list of line 2 depends on the algorithms that sshd was"
                + " built with");
  }

  @Test
  void whereNoServerIsThereIsNone() throws IOException {
    assertThat(
            Guests.inspect(MemoryFilesystem.create().file("/etc/passwd", ""), "ssh_server")
                .sshServer())
        .isNull();
    assertThat(
            Guests.inspect(
                    MemoryFilesystem.create().directory("/etc").file("/usr/sbin/sshd", ""),
                    "ssh_server")
                .sshServer())
        .isEqualTo(new SshServer(List.of(), List.of(), List.of()));
  }

  @Test
  void whatSshdWouldRefuseIsAProblem() throws IOException {
    SshServer server =
        server(
            debian12(
                """
                NoSuchKeyword yes
                PermitRootLogin maybe
                UseDNS
                Banner "open
                MaxSessions x
                UseDNS yes
                """),
            notes);

    assertThat(value(server, "usedns")).isEqualTo("yes");
    assertThat(value(server, "maxsessions")).isEmpty();
    assertThat(notes.problems())
        .extracting(Problem::kind, Problem::message)
        .containsExactlyInAnyOrder(
            tuple("corrupt", "/etc/ssh/sshd_config: line 3 is no setting"),
            tuple("corrupt", "/etc/ssh/sshd_config: line 4 is no setting"),
            tuple("unsupported", "/etc/ssh/sshd_config: the keyword of line 1 is not known"),
            tuple("corrupt", "/etc/ssh/sshd_config: the value of line 2 is none that sshd takes"),
            tuple("corrupt", "/etc/ssh/sshd_config: the value of line 5 is none that sshd takes"));
  }

  @Test
  void includesThatLoopAreALimit() throws IOException {
    server(debian12("Include sshd_config*\nInclude sshd_config*\n"), notes);

    assertThat(notes.problems()).extracting(Problem::kind).contains("limit");
  }

  @Test
  void survivesDamage() {
    String all = CONFIG + "RekeyLimit 1G 1h\nListenAddress [::1]:22\nIPQoS af21 cs1\nSetEnv A=b\n";
    Mutations.run(
        all.getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/os-release", "ID=debian\nVERSION_ID=12\n")
                    .file("/etc/passwd", "a:x:1:1::/home/a:\n")
                    .file("/etc/ssh/sshd_config", image)
                    .file("/etc/ssh/sshd_config.d/a.conf", image),
                "ssh_server",
                "authorized_keys"));
  }
}
