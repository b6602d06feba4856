#include <mpi.h>
#include <stddef.h>
#include <stdlib.h>

// MPI's handles and constants are macros, of one kind in OpenMPI and of another in MPICH: here they are
// functions, for both. All return MPI's code, which is 0 for success.

// The number of a group of processes, as Fortran has it: an int in both.
typedef MPI_Fint cmpi_group;
typedef struct { MPI_Request handle; } cmpi_request;

static inline int cmpi_version(char *text) {
  int length = 0;
  return MPI_Get_library_version(text, &length);
}
static inline int cmpi_version_capacity(void) { return MPI_MAX_LIBRARY_VERSION_STRING; }

static inline int cmpi_error_text(int code, char *text) {
  int length = 0;
  return MPI_Error_string(code, text, &length);
}
static inline int cmpi_error_capacity(void) { return MPI_MAX_ERROR_STRING; }

// Before the library begins: for a group of so few, OpenMPI's sums without waiting would send everything to
// one process and back, one after the other. A ring sends half of the bytes at a time. What the user says
// counts more.
static inline void cmpi_prefer_ring(void) {
#ifdef OPEN_MPI
  setenv("OMPI_MCA_coll_libnbc_iallreduce_algorithm", "1", 0);
#endif
}

// Any thread may call, one at a time.
static inline int cmpi_begin(int *supports_threads) {
  int provided = 0;
  int code = MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided);
  *supports_threads = provided >= MPI_THREAD_SERIALIZED;
  return code;
}

static inline int cmpi_end(void) {
  int done = 0;
  int code = MPI_Finalized(&done);
  return code != MPI_SUCCESS || done ? code : MPI_Finalize();
}

// A group of its own of all processes, whose errors are codes.
static inline int cmpi_everyone(cmpi_group *group) {
  MPI_Comm made;
  int code = MPI_Comm_dup(MPI_COMM_WORLD, &made);
  if (code != MPI_SUCCESS) return code;
  *group = MPI_Comm_c2f(made);
  return MPI_Comm_set_errhandler(made, MPI_ERRORS_RETURN);
}

static inline int cmpi_size(cmpi_group group, int *rank, int *count) {
  int code = MPI_Comm_rank(MPI_Comm_f2c(group), rank);
  return code != MPI_SUCCESS ? code : MPI_Comm_size(MPI_Comm_f2c(group), count);
}

static inline void cmpi_abort(cmpi_group group, int code) { MPI_Abort(MPI_Comm_f2c(group), code); }

static inline int cmpi_barrier(cmpi_group group) { return MPI_Barrier(MPI_Comm_f2c(group)); }

static inline int cmpi_begin_barrier(cmpi_group group, cmpi_request *request) {
  return MPI_Ibarrier(MPI_Comm_f2c(group), &request->handle);
}
static inline int cmpi_test(cmpi_request *request, int *is_done) {
  return MPI_Test(&request->handle, is_done, MPI_STATUS_IGNORE);
}

static inline int cmpi_broadcast(cmpi_group group, void *bytes, int count) {
  return MPI_Bcast(bytes, count, MPI_BYTE, 0, MPI_Comm_f2c(group));
}

static inline int cmpi_gather_sizes(cmpi_group group, long long mine, long long *all) {
  return MPI_Allgather(&mine, 1, MPI_LONG_LONG, all, 1, MPI_LONG_LONG, MPI_Comm_f2c(group));
}

static inline int cmpi_gather_bytes(
  cmpi_group group, const void *mine, int count, void *all, const int *counts, const int *places) {
  return MPI_Allgatherv(mine, count, MPI_BYTE, all, counts, places, MPI_BYTE, MPI_Comm_f2c(group));
}

// The scalars of every process at their places in `all`, in which its own are already.
static inline int cmpi_gather_in_place(
  cmpi_group group, float *all, const int *counts, const int *places) {
  return MPI_Allgatherv(
    MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all, counts, places, MPI_FLOAT, MPI_Comm_f2c(group));
}

static inline int cmpi_exchange(
  cmpi_group group, const float *sent, const int *sent_counts, const int *sent_places,
  float *received, const int *received_counts, const int *received_places) {
  return MPI_Alltoallv(
    sent, sent_counts, sent_places, MPI_FLOAT, received, received_counts, received_places,
    MPI_FLOAT, MPI_Comm_f2c(group));
}

// The sum over all processes in an order that is the library's own.
static inline int cmpi_sum(cmpi_group group, float *scalars, int count) {
  return MPI_Allreduce(MPI_IN_PLACE, scalars, count, MPI_FLOAT, MPI_SUM, MPI_Comm_f2c(group));
}

// As cmpi_sum, into memory of its own, without waiting for it.
static inline int cmpi_begin_sum(
  cmpi_group group, const float *mine, float *sum, int count, cmpi_request *request) {
  return MPI_Iallreduce(
    mine, sum, count, MPI_FLOAT, MPI_SUM, MPI_Comm_f2c(group), &request->handle);
}
