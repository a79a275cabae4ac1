"""Articles by the thousand: extraction in many processes or on many machines, into shards that outlive a crash."""
