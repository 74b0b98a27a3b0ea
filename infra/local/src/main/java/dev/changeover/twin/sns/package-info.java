/** Amazon SNS in both Regions: topics, subscriptions, deliveries. */
package dev.changeover.twin.sns;
