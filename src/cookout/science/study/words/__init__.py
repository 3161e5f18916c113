"""What each number says, to the leader of a chapter and to a statistician."""
