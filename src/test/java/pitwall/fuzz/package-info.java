/** Properties that hold for any input, and the smallest input for which one does not. */
package pitwall.fuzz;
