#include <hdf5.h>
#include <string.h>

// What HDF5 has as macros, or under other names from version to version.

static inline void chdf5_be_silent(void) { H5Eset_auto2(H5E_DEFAULT, NULL, NULL); }
static inline hid_t chdf5_default(void) { return H5P_DEFAULT; }
static inline hid_t chdf5_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t chdf5_stored_float(void) { return H5T_IEEE_F32LE; }
static inline hid_t chdf5_all(void) { return H5S_ALL; }

static inline hid_t chdf5_open(const char *path) {
  return H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
}

// A file in memory: of the given bytes, to be read, or a new one if there are none.
static inline hid_t chdf5_memory(const void *bytes, size_t count) {
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  if (access < 0) return -1;
  hid_t file = -1;
  if (H5Pset_fapl_core(access, 1 << 16, 0) >= 0) {
    if (!bytes)
      file = H5Fcreate("memory", H5F_ACC_TRUNC, H5P_DEFAULT, access);
    else if (H5Pset_file_image(access, (void *)bytes, count) >= 0)
      file = H5Fopen("memory", H5F_ACC_RDONLY, access);
  }
  H5Pclose(access);
  return file;
}

// Whether a name leads to an object of the same file and not elsewhere.
static inline int chdf5_is_hard_link(hid_t group, const char *name) {
  H5L_info_t info;
  return H5Lget_info(group, name, &info, H5P_DEFAULT) >= 0 && info.type == H5L_TYPE_HARD;
}

// Whether the scalars of a dataset lie in its file, as many as their bytes and the filters tell;
// what is declared without being there would take memory for nothing.
static inline int chdf5_is_stored(hid_t dataset, unsigned long long bytes) {
  hid_t plan = H5Dget_create_plist(dataset);
  if (plan < 0) return 0;
  int is_here = H5Pget_layout(plan) != H5D_VIRTUAL && H5Pget_external_count(plan) == 0;
  int filters = H5Pget_nfilters(plan);
  H5Pclose(plan);
  unsigned long long stored = H5Dget_storage_size(dataset);
  // No filter that is common packs better than a thousand to one.
  if (filters > 0) stored = stored > ~0ULL / 1032 ? ~0ULL : stored * 1032;
  return is_here && bytes <= stored;
}

// Copies the text of an attribute, as a string of C; whether it has such a text.
static inline int chdf5_text(hid_t object, const char *name, char *buffer, size_t size) {
  if (H5Aexists(object, name) <= 0) return 0;
  hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
  hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
  int is_text = 0;
  if (H5Tget_class(type) == H5T_STRING && H5Sget_simple_extent_npoints(space) == 1) {
    memset(buffer, 0, size);
    if (H5Tis_variable_str(type) > 0) {
      char *text = NULL;
      if (H5Aread(attribute, type, &text) >= 0 && text) {
        strncpy(buffer, text, size - 1);
        is_text = 1;
        H5free_memory(text);
      }
    } else if (H5Tget_size(type) < size) {
      is_text = H5Aread(attribute, type, buffer) >= 0;
    }
  }
  H5Sclose(space);
  H5Tclose(type);
  H5Aclose(attribute);
  return is_text;
}

// A type for a text of some bytes in UTF-8.
static inline hid_t chdf5_text_type(size_t size) {
  hid_t type = H5Tcopy(H5T_C_S1);
  if (type >= 0) {
    H5Tset_size(type, size > 0 ? size : 1);
    H5Tset_cset(type, H5T_CSET_UTF8);
  }
  return type;
}
