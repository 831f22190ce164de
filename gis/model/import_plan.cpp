#include "gis/model/import_plan.hpp"
