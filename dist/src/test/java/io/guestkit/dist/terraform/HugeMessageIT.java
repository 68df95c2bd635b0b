package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.guestkit.dist.Archive;
import io.guestkit.terraform.tfplugin6.CallFunction;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages larger than Terraform sends, to the process with the heap that it has. */
class HugeMessageIT {
  private static final int HUGE = 100_000_000;

  private static ProviderProcess process;
  private static ProviderClient client;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    List<String> command = List.of(Archive.launcher("terraform-provider-guestkit").toString());
    process = ProviderProcess.start(command, Map.of());
    client = process.connect();
  }

  @AfterAll
  static void end() {
    client.close();
    process.close();
  }

  private static DynamicValue value(byte[] bytes) {
    return DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(bytes)).build();
  }

  /** A text of 100 MB in MessagePack. */
  private static byte[] text() {
    byte[] bytes = new byte[5 + HUGE];
    Arrays.fill(bytes, (byte) 'x');
    ByteBuffer.wrap(bytes).put((byte) 0xdb).putInt(HUGE);
    return bytes;
  }

  @Test
  void answersAHundredMegabytesWithWhatIsWrong() {
    ReadDataSource.Response read = client.read(ProviderClient.INSPECTION, value(text()));
    assertThat(read.hasState()).isFalse();
    assertThat(read.getDiagnostics(0).getDetail()).contains("takes 100000005 bytes");
    servesStill();
  }

  @Test
  void answersAHundredMegabytesForAnArgumentWithWhatIsWrong() throws IOException {
    CallFunction.Request request =
        CallFunction.Request.newBuilder()
            .setName("parse_os_release")
            .addArguments(value(text()))
            .build();
    byte[] answer = client.call("CallFunction", request.toByteArray());
    assertThat(CallFunction.Response.parseFrom(answer).getError().getText())
        .contains("takes 100000005 bytes");
    servesStill();
  }

  @Test
  void leavesWhatIsNoMessageToGrpc() {
    byte[] groups = new byte[1 << 20];
    Arrays.fill(groups, (byte) 0x0b);
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> client.call("ReadDataSource", groups));
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> client.call("NoSuchMethod", new byte[0]))
        .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
    servesStill();
  }

  /**
   * More than Terraform's own bound: gRPC does not read it, and its connection may be lost to it.
   */
  @Test
  void refusesWhatIsAboveTheBoundOfAMessage() throws IOException, GeneralSecurityException {
    try (ProviderClient other = process.connect()) {
      assertThatExceptionOfType(StatusRuntimeException.class)
          .isThrownBy(() -> other.call("ReadDataSource", new byte[(256 << 20) + 1]));
    }
    servesStill();
  }

  private static void servesStill() {
    assertThat(process.handle().isAlive()).isTrue();
    assertThat(client.metadata().getDataSourcesList()).isNotEmpty();
  }
}
