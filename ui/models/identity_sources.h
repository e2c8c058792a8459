// Identity sources of authorizers as rows of a table: a name and where it stands (reference 1.25 and 2.7).
#pragma once

#include "core/api/authorizer.h"

#include <QStringList>

#include <string>

namespace gw::ui {

// "Header", "Query string", "Stage variable", "Context": what the second column offers.
[[nodiscard]] QStringList identityPlaces();
[[nodiscard]] QString placeText(IdentitySource::Place place);

// { name, place }; a text that names no source stands as it is, with no place.
[[nodiscard]] QStringList identityRow(const std::string& source, bool isHttpApi);
// As files write it. Without a place the name is taken as the whole source.
[[nodiscard]] std::string identitySourceText(const QString& name, const QString& place, bool isHttpApi);

} // namespace gw::ui
