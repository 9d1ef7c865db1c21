"""The library that the pages stand on: workbooks in, releases out."""
