/// The version of this toolkit, which runs and weights are marked with (semantic versioning 2.0).
package let toolkitVersion = "0.4.0"
