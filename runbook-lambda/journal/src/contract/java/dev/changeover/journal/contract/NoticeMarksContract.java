package dev.changeover.journal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.NoticeMarks;
import org.junit.jupiter.api.Test;

/** The promises of {@link NoticeMarks}, as cases. */
public abstract class NoticeMarksContract {
    private static final ChangeoverId FIRST = new ChangeoverId("changeover-1");
    private static final ChangeoverId SECOND = new ChangeoverId("changeover-2");

    /** The marks. */
    protected abstract NoticeMarks marks();

    /** The same marks as another driver sees them. */
    protected NoticeMarks another() {
        return marks();
    }

    @Test
    void beginAtNothingTold() {
        assertThat(marks().told(FIRST)).isZero();
    }

    @Test
    void moveForEverybodyAndForOneChangeover() {
        assertThat(marks().advance(FIRST, 0, 3)).isTrue();
        assertThat(another().told(FIRST)).isEqualTo(3);
        assertThat(another().advance(FIRST, 3, 12)).isTrue();
        assertThat(marks().told(FIRST)).isEqualTo(12);
        assertThat(marks().told(SECOND)).isZero();
    }

    @Test
    void whoeverIsBehindMovesNothing() {
        marks().advance(FIRST, 0, 3);
        assertThat(another().advance(FIRST, 0, 5)).isFalse();
        assertThat(another().advance(FIRST, 2, 5)).isFalse();
        assertThat(marks().told(FIRST)).isEqualTo(3);
    }
}
