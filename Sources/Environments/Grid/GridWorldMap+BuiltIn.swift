extension GridWorldMap {
  /// The maps that have a name, in the order in which they are listed.
  public static let builtIn: [(name: String, map: GridWorldMap)] = [
    ("4x3", book), ("maze", maze), ("fourrooms", fourRooms),
  ]

  /// The 4 × 3 world of Russell and Norvig, "Artificial Intelligence: A Modern Approach".
  public static let book = trusted(
    """
    ...G
    .#.P
    S...
    """)

  /// The maze of Sutton and Barto, "Reinforcement Learning", 2nd edition, example 8.1.
  public static let maze = trusted(
    """
    .......#G
    ..#....#.
    S.#....#.
    ..#......
    .....#...
    .........
    """)

  /// Four rooms: R. S. Sutton, D. Precup, S. Singh, "Between MDPs and Semi-MDPs" (1999).
  public static let fourRooms = trusted(
    """
    #############
    #S....#.....#
    #.....#.....#
    #...........#
    #.....#.....#
    #.....#.....#
    ##.####.....#
    #.....###.###
    #.....#.....#
    #.....#.....#
    #...........#
    #.....#....G#
    #############
    """)

  private static func trusted(_ text: String) -> GridWorldMap {
    do {
      return try GridWorldMap(text: text)
    } catch {
      fatalError("GridWorldMap: a built-in map is bad: \(error)")
    }
  }
}
