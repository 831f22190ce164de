#include "gis/model/facility.hpp"
