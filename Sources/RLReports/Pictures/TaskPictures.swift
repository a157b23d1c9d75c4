import RLRuns
import RLSupervised

/// What the network of a task's run has learned.
///
/// - Throws: `DataError` where the data are missing, damaged or others.
package func pictures(of history: TaskHistory, data store: DataStore) throws -> [Picture] { [] }
