"""Stand-ins for heavy devices, behind the same Protocols and held to the same contract tests."""
