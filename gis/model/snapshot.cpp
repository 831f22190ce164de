#include "gis/model/snapshot.hpp"
