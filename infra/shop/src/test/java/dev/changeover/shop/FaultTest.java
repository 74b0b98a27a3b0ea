package dev.changeover.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class FaultTest {
    @Test
    void tellsAMovedWriterFromABrokenOneFromABusyOneFromAMistake() {
        assertThat(of("25006")).isEqualTo(Fault.REFUSES_WRITES);
        for (String state : new String[] {"08006", "08001", "57P01", "57P02", "57P03", "28P01", "3D000", "58030"}) {
            assertThat(of(state)).as(state).isEqualTo(Fault.BROKEN);
        }
        for (String state : new String[] {"40001", "40P01", "53300", "53100", "55P03", "57014", "42P01"}) {
            assertThat(of(state)).as(state).isEqualTo(Fault.BUSY);
        }
        for (String state : new String[] {"42601", "23503", "22021"}) {
            assertThat(of(state)).as(state).isEqualTo(Fault.BUG);
        }
    }

    @Test
    void tellsAPoolInFullUseFromOneThatCannotConnect() {
        var failure = new SQLException("refused", "08001");
        assertThat(Fault.of(new SQLTransientConnectionException("timed out"))).isEqualTo(Fault.BUSY);
        assertThat(Fault.of(new SQLTransientConnectionException("timed out", "08001", failure)))
                .isEqualTo(Fault.BROKEN);
        assertThat(Fault.of(new SQLException("Connection is closed"))).isEqualTo(Fault.BROKEN);
    }

    private static Fault of(String state) {
        return Fault.of(new SQLException("said the server", state));
    }
}
