package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;

/** All stacks, in the order of their deployment. */
public final class Templates {
    private final App app;
    private final List<Stack> stacks = new ArrayList<>();

    private Templates(Estate estate, Path folder) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true);
        context.put("@aws-cdk/core:defaultCrossStackReferences", "strong"); // what others use cannot be taken away
        context.put("aws:cdk:disable-creation-stack-traces", true); // of the library's own code, and no help to us
        app = new App(AppProps.builder()
                .outdir(folder.toString())
                .context(context)
                .analyticsReporting(false)
                .treeMetadata(false)
                .build());
        Aspects.of(app).add(new AwsSolutionsChecks());
        stacks.add(new GlobalStack(app, estate));
        if (estate.parameters().create().database()) {
            databases(estate);
        }
        if (!estate.applications().isEmpty()) {
            for (Home home : estate.parameters().homes()) {
                stacks.add(new ServiceStack(app, estate, home));
            }
        }
        if (estate.parameters().create().edge()) {
            stacks.add(new EdgeStack(app, estate));
        }
    }

    /** Describes everything to {@code folder}'s templates; nothing is written before {@link #write}. */
    public static Templates of(Estate estate, Path folder) {
        return new Templates(estate, folder);
    }

    /** The second member joins what the first one made. */
    private void databases(Estate estate) {
        var first = new DatabaseStack(app, estate, estate.parameters().primary());
        var second = new DatabaseStack(app, estate, estate.parameters().secondary());
        second.addStackDependency(first);
        stacks.add(first);
        stacks.add(second);
        switch (estate.parameters().sample()) {
            case SHOP -> {
                stacks.add(new SampleStack(app, estate, first));
                stacks.add(new SampleStack(app, estate, second));
            }
            case NONE -> {}
        }
    }

    public List<Stack> stacks() {
        return List.copyOf(stacks);
    }

    public void write() {
        app.synth();
    }
}
