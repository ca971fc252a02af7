package io.bidlock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aFreePortCanBeListenedOn() throws IOException {
    int port = Ports.free();
    assertThatNoException().isThrownBy(() -> Ports.requireFree(port, "--port"));
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void aTakenPortIsRefusedWithWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> Ports.requireFree(taken.getLocalPort(), "--kafka-port"))
          .withMessage(
              "Port %d is taken by another program; choose another with --kafka-port.",
              taken.getLocalPort());
    }
  }

  @Test
  void aPortTakenOnAllAddressesIsTakenHereToo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
    }
  }

  @Test
  void whatIsNoPortIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ports.requireFree(70_000, "--port"))
        .withMessageContaining("--port")
        .withMessageContaining("70000");
  }
}
