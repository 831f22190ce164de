#include "gis/geometry/coverage_index.hpp"
