/**
 * The plan of the house as rules: which way an import may point. Nobody calls this; the fixtures in
 * {@code planted} break the rules on purpose.
 */
package io.parlance.architecture;
