"""Articles by the thousand: extraction in many processes or on many machines, into shards that outlive a crash."""

# for a process that extracts: matrices are small, and a second thread costs more than it brings
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
