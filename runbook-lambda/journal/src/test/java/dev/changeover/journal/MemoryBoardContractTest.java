package dev.changeover.journal;

import dev.changeover.core.ready.MemoryBoard;
import dev.changeover.core.ready.ReadinessBoard;
import dev.changeover.journal.contract.BoardContract;

class MemoryBoardContractTest extends BoardContract {
    private final ReadinessBoard kept = new MemoryBoard();

    @Override
    protected ReadinessBoard board() {
        return kept;
    }
}
