import RLState

/// Only the version that made a run can be trusted to go on with it exactly.
///
/// - Throws: `OtherVersionError`.
package func requireThisVersion<Subject>(
  _ run: RunConfiguration<Subject>, _ verb: String
) throws(OtherVersionError) {
  if run.version != toolkitVersion { throw OtherVersionError(version: run.version, verb: verb) }
}

/// A run was made by another version of the toolkit.
package struct OtherVersionError: Error, CustomStringConvertible {
  let version: String
  let verb: String

  package var description: String {
    "the run was made by version \(short(version)), and this is \(toolkitVersion), whose steps may differ; "
      + "only version \(short(version)) \(verb) it exactly"
  }
}
