/**
 * Holds openapi.yaml and asyncapi.yaml against themselves and against what the server really says.
 *
 * <p>The test kit gives every frame and every answer of every integration test to {@link
 * io.parlance.contracts.Contract}. What a test does not look at is looked at here.
 */
package io.parlance.contracts;
