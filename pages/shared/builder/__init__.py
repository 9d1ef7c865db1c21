"""Parts of 보고서 만들기: the draft, its figures, what is kept, what is made."""
