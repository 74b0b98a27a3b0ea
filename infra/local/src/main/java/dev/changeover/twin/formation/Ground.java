package dev.changeover.twin.formation;

import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.wire.Service;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a world is made on.
 *
 * @param systemsManager documents and parameters, which are in a process of their own
 * @param code the code in a zip of the assembly, ready to run
 * @param environment what a function is told here, from what its template tells it
 * @param await returns once its condition holds
 */
public record Ground(
        TwinAccount account,
        Service systemsManager,
        Function<Path, Code> code,
        UnaryOperator<Map<String, String>> environment,
        Consumer<BooleanSupplier> await) {}
