package dev.changeover.infra;

import java.nio.file.Path;

/** What {@code cdk} runs: {@code cdk.json} names it. */
public final class Main {
    private static final int USAGE = 2;
    private static final Path FUNCTIONS = Path.of("../../runbook-lambda/handler/target");
    private static final Path SHOP = Path.of("../shop/target/image");

    private Main() {}

    /** Takes the parameters' file, and the folder to write to if it is not the one {@code cdk} names. */
    public static void main(String... arguments) {
        Path parameters = Path.of(arguments.length > 0 ? arguments[0] : "parameters.yaml");
        String folder = System.getenv().getOrDefault("CDK_OUTDIR", "target/cdk.out");
        try {
            Parameters read = ParametersFile.read(parameters);
            Estate estate = Estate.of(
                    read,
                    FUNCTIONS.resolve(
                            read.functions() == Parameters.Packaging.IMAGE ? "image" : "changeover-lambda.zip"),
                    SHOP);
            if (estate.applications().isEmpty()) {
                System.err.println("NO PLAN YET: only what comes before the plan is described; README.md, step 9.");
            }
            Templates.of(estate, Path.of(folder)).write();
        } catch (UnusableParameters unusable) {
            unusable.faults().forEach(System.err::println);
            System.exit(USAGE);
        }
    }
}
