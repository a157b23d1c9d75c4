/// What a server answered instead of a file.
///
/// Source: RFC 9110, "HTTP Semantics" (2022), section 15; RFC 6585, "Additional HTTP Status Codes"
/// (2012).
///
/// - Parameter status: not 200.
func serverAnswer(_ status: Int) -> String {
  let meaning: String? =
    switch status {
    case 204, 205: "no content"
    case 206: "a part of the file, which was not asked for"
    case 304: "not modified, which was not asked"
    case 300...399: "the file is elsewhere, and it does not say where"
    case 401: "it wants a name and a password"
    case 403: "it does not give the file to this machine"
    case 404, 410: "it does not have the file"
    case 407: "the proxy wants a name and a password"
    case 408: "it has waited too long"
    case 429: "it was asked too often; try again later"
    case 451: "the law does not let it"
    case 500: "it has an error of its own; try again later"
    case 502, 504: "a server behind it does not answer as it should; try again later"
    case 503: "it is overloaded or down; try again later"
    case 511: "the network wants you to sign in first"
    default: nil
    }
  return "the server answered \(status)" + (meaning.map { " (\($0))" } ?? "")
}
