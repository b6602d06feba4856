// Forgets the names of PortableVectors.h, so that another set may follow.

#undef NAME
#undef TARGET
#undef VECTOR
#undef LANES
#undef LOAD
#undef STORE
#undef LOAD_PART
#undef STORE_PART
#undef BROADCAST
#undef MULTIPLY_ADD
#undef LARGER
#undef SMALLER
#undef ROWS
#undef VECTORS
