"""Commands of `tmf623` beyond serving: each a room that is imported when it is asked for."""
