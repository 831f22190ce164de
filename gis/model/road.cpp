#include "gis/model/road.hpp"
