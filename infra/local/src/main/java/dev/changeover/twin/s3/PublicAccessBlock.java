package dev.changeover.twin.s3;

/** The four switches of "Block public access". The twin has no access lists, so the two about them change nothing. */
public record PublicAccessBlock(
        boolean blockPublicAcls, boolean ignorePublicAcls, boolean blockPublicPolicy, boolean restrictPublicBuckets) {
    /** "Block all public access", which every new bucket has (S3 user guide, since April 2023). */
    public static final PublicAccessBlock ALL = new PublicAccessBlock(true, true, true, true);

    /** What holds where nothing is configured. */
    public static final PublicAccessBlock NONE = new PublicAccessBlock(false, false, false, false);
}
