#include "ui/design/route_mapping_table.h"

#include <QTableView>

namespace gw::ui {

namespace {

using Kind = TableColumn::Kind;

// Of a row's cells: the status stands first on the response side alone.
int firstColumn(MappingSide side)
{
    return side == MappingSide::Response ? 1 : 0;
}

RouteMapping mappingOf(MappingSide side, const QStringList& row)
{
    const int first = firstColumn(side);
    return {first > 0 ? row.value(0).trimmed() : QString(), row.value(first + 1), row.value(first).trimmed(),
            row.value(first + 2).trimmed()};
}

QStringList rowOf(MappingSide side, const RouteMapping& mapping)
{
    QStringList row{mapping.target, mapping.action, mapping.value};
    if (side == MappingSide::Response)
        row.prepend(mapping.status);
    return row;
}

std::vector<TableColumn> columns(MappingSide side)
{
    std::vector<TableColumn> columns;
    if (side == MappingSide::Response)
        columns.push_back({TableEditor::tr("Status"), Kind::Code, {}, 0});
    columns.push_back({TableEditor::tr("What"), Kind::Code, mappingTargets(side), 1});
    columns.push_back({TableEditor::tr("Change"), Kind::Choice, mappingActions(), 0});
    columns.push_back({TableEditor::tr("Value"), Kind::Code, mappingValues(side, {}), 1});
    return columns;
}

std::vector<RouteMapping> mappingsOf(MappingSide side, const Integration& integration)
{
    return side == MappingSide::Request ? requestMappings(integration) : responseMappings(integration);
}

void putMappings(MappingSide side, Integration& integration, const std::vector<RouteMapping>& mappings)
{
    if (side == MappingSide::Request)
        putRequestMappings(integration, mappings);
    else
        putResponseMappings(integration, mappings);
}

TableEditor::Edits editsOf(MappingSide side, const ApplyMappingChange& apply)
{
    const auto with = [side, apply](const QString& name, const std::function<void(std::vector<RouteMapping>&)>& edit) {
        return apply(name, [&](Method& method) {
            if (!method.integration)
                return;
            std::vector<RouteMapping> mappings = mappingsOf(side, *method.integration);
            edit(mappings);
            putMappings(side, *method.integration, mappings);
        });
    };
    TableEditor::Edits edits;
    edits.set = [side, with](int row, int column, const QString& value) {
        return with(TableEditor::tr("Change Parameter Mapping"), [&](std::vector<RouteMapping>& mappings) {
            if (row < 0 || row >= int(mappings.size()))
                return;
            QStringList cells = rowOf(side, mappings[std::size_t(row)]);
            cells[column] = value;
            mappings[std::size_t(row)] = mappingOf(side, cells);
        });
    };
    edits.add = [side, with](const QStringList& values) {
        return with(TableEditor::tr("Add Parameter Mapping"),
                    [&](std::vector<RouteMapping>& mappings) { mappings.push_back(mappingOf(side, values)); });
    };
    edits.remove = [with](int row) {
        return with(TableEditor::tr("Remove Parameter Mapping"), [&](std::vector<RouteMapping>& mappings) {
            if (row >= 0 && row < int(mappings.size()))
                mappings.erase(mappings.begin() + row);
        });
    };
    return edits;
}

} // namespace

TableEditor* makeRouteMappingTable(const Theme& theme, MappingSide side, ApplyMappingChange apply)
{
    const bool isRequest = side == MappingSide::Request;
    auto* table = new TableEditor(theme, {}, TableEditor::tr("mapping"),
                                  isRequest ? TableEditor::tr("The request goes on as it came.")
                                            : TableEditor::tr("The answer goes back as it came."),
                                  columns(side));
    table->view()->setAccessibleName(isRequest ? TableEditor::tr("Request parameter mappings")
                                               : TableEditor::tr("Response parameter mappings"));
    table->setNewRow(isRequest ? QStringList{{}, QStringLiteral("overwrite"), {}}
                               : QStringList{QStringLiteral("200"), {}, QStringLiteral("overwrite"), {}});
    table->setHelp(isRequest ? TableEditor::tr("What can change: header.name, querystring.name, and path (overwrite "
                                               "only). Values are texts, $request.header.name, $context.name, "
                                               "$stageVariables.name, or several of them as ${…}.")
                             : TableEditor::tr("What can change: header.name, and statuscode (overwrite only). Values "
                                               "are texts, $response.header.name, $response.body.name or "
                                               "$context.name."));
    table->setEdits(editsOf(side, apply));
    table->setCheck([side](const QStringList& row, int column) {
        return column == firstColumn(side) ? mappingProblem(side, mappingOf(side, row)) : QString();
    });
    return table;
}

void showRouteMappings(TableEditor& table, MappingSide side, const Integration& integration,
                       const std::vector<std::string>& pathVariables)
{
    table.model()->setChoices(firstColumn(side) + 2, mappingValues(side, pathVariables));
    std::vector<QStringList> rows;
    for (const RouteMapping& mapping : mappingsOf(side, integration))
        rows.push_back(rowOf(side, mapping));
    table.setRows(rows);
}

} // namespace gw::ui
