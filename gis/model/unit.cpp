#include "gis/model/unit.hpp"
