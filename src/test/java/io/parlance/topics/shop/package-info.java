/**
 * An application in the same WAR, as a customer would write it. {@code TransactionIT} puts it into
 * a copy of the WAR; it is in no release.
 */
package io.parlance.topics.shop;
