// Words and texts of identity sources.
#include "ui/models/identity_sources.h"

#include <QCoreApplication>

namespace gw::ui {

namespace {

using Place = IdentitySource::Place;
constexpr Place places[] = {Place::Header, Place::QueryString, Place::StageVariable, Place::Context};

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::IdentitySources", text);
}

std::string_view prefixOf(Place place, bool isHttpApi)
{
    switch (place) {
    case Place::Header:
        return isHttpApi ? "$request.header." : "method.request.header.";
    case Place::QueryString:
        return isHttpApi ? "$request.querystring." : "method.request.querystring.";
    case Place::StageVariable:
        return isHttpApi ? "$stageVariables." : "stageVariables.";
    case Place::Context:
        return isHttpApi ? "$context." : "context.";
    }
    return {};
}

} // namespace

QString placeText(Place place)
{
    switch (place) {
    case Place::Header:
        return tr("Header");
    case Place::QueryString:
        return tr("Query string");
    case Place::StageVariable:
        return tr("Stage variable");
    case Place::Context:
        return tr("Context");
    }
    return {};
}

QStringList identityPlaces()
{
    QStringList texts;
    for (const Place place : places)
        texts << placeText(place);
    return texts;
}

QStringList identityRow(const std::string& source, bool isHttpApi)
{
    if (const auto known = identitySourceFrom(source, isHttpApi))
        return {QString::fromStdString(known->name), placeText(known->place)};
    return {QString::fromStdString(source), {}};
}

std::string identitySourceText(const QString& name, const QString& place, bool isHttpApi)
{
    for (const Place known : places)
        if (place == placeText(known))
            return std::string(prefixOf(known, isHttpApi)) + name.trimmed().toStdString();
    return name.trimmed().toStdString();
}

} // namespace gw::ui
