// Made by Tests/RLSupervisedTests/Fixtures/make_embedded.py from scikit-learn 1.9.1.

extension EmbeddedData {
  /// R. A. Fisher's irises (1936), from the UCI repository (CC BY 4.0).
  package static let iris = EmbeddedData(
    name: "iris.csv",
    sha256: "f13ffa8fdd56fd8e6c8d16d4081a3fbd3114bcd0aae4256c43205169cd9d1449",
    base64: """
      H4sIAAAAAAACA3VV4WqkIQz832eRRU2ifo9TSjkWjlvYHn3+02SMuuX+tcNkTGaSb5PEwOHr8+/j6z18fz6/7h+P349n+L
      4/f93/3D/e3+SWAt0kpBuHeMshvvHt6kg8kNqR3BFypHQkdUSASK+gjq4q6X9R10q9Og4UVQwOeRVvOtz/y1p19jPfSq5c
      j6oGnXIgc4qkCAFJrtMCK5K95xrY++FjCnJkd4xQRV3LJiXnNOiQ6zA42Tl1e8v8GR7Gg0OokmPS63A+brMvV4v3nNHzyi
      tvWZwpnx6mQ5m3vKYyv6QjHcn/TXB1mA/nBR3SUVWOBBmT0uEP/1CeOqRV0jeKDoRf9nlVjUnLkeDl6ewbdaZcjrvIxxXQ
      y67aW7RxKtxg5fVp3go6ZGQ2EPOQdRcHIpiL4cjgDGTsdHFOBSLOIX3d3uo89Tnre6SbNzhFb9B0SHVyRyougRWJHZmuRU
      Xsu2HZW8+Dk9GhKScoV9ext8jfKvpOwh1OjimLz9W0H9s8U854a3GGsqDn5B0OzsiseT/t8JC0avm8OFX31dKxKcirZofs
      CTZUNUeqckTfqu7PdfQ88iqHq4J0mk8xkeqctqWTXbkGwfUmXG48Nsq+Eoy9352vziHsGPsmzEmTIwLH4oEUVGV4aFXFM2
      3gRHBso2jbQ0uwYqMI/qwdy+7YtXFsE/Z0RBMU//rvd5Fe7sKc6/27q+Zhv5F+pwkJjovpmvDnCqJzNUUEnKb7OKrMMbuq
      UWUXJ3C+Ksd0ivZsOlU5gl0dnKxXUjDNfCsHmy8qwuiZ0HPBV8sySTrXVI6oEuyq6TB0TNny3+cS78d+9azTDCRrh5dX2R
      fAdt56vqBcwbGUWzBXoutM5eg+V1zl9GfkZTrJ/cma4OTk7QYNmXu4dBizl0MnwvmiCKOftQkXZufD+amTveeG/RG8PvwR
      XMH0MCJTQtW4StNZWaTN+YJf/H2uCxz2zaxAls7kJHf+dcNtWzI2nH74LI4Mf/LW89yoqSMbJyILm4v99QuchCn+ATBDIG
      iuCgAA
      """)
}
