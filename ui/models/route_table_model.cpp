#include "ui/models/route_table_model.h"

#include "core/api/route_key.h"
#include "core/edit/element_uses.h"

#include <QUrl>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace gw::ui {

namespace {

constexpr int mostMoves = 16;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString integrationText(const Method& route)
{
    if (!route.integration)
        return RouteTableModel::tr("None: answers with examples");
    const struct Integration& integration = *route.integration;
    if (!integration.integrationSubtype.empty())
        return text(integration.integrationSubtype);
    if (integration.type == IntegrationType::AwsProxy) {
        const std::string_view function = functionNameIn(integration.uri);
        return function.empty() ? RouteTableModel::tr("Lambda, no function yet")
                                : RouteTableModel::tr("Lambda %1").arg(text(function));
    }
    if (integration.type == IntegrationType::HttpProxy)
        return integration.uri.empty() ? RouteTableModel::tr("HTTP, no target yet")
                                       : RouteTableModel::tr("HTTP %1").arg(text(integration.uri));
    return RouteTableModel::tr("%1: not for HTTP APIs").arg(text(toString(integration.type)));
}

QString authorizationText(const Method& route)
{
    if (route.authorizationType.empty() || route.authorizationType == "NONE")
        return RouteTableModel::tr("None");
    if (route.authorizer.empty())
        return text(route.authorizationType);
    QString words = text(route.authorizer) + QStringLiteral(" (%1)").arg(text(route.authorizationType));
    if (!route.authorizationScopes.empty())
        words += RouteTableModel::tr(", %n scope(s)", nullptr, int(route.authorizationScopes.size()));
    return words;
}

template <typename Rows>
std::unordered_set<MethodId> idsOf(const Rows& rows)
{
    std::unordered_set<MethodId> ids;
    for (const RouteRow& row : rows)
        ids.insert(row.ref.method);
    return ids;
}

} // namespace

std::vector<RouteRow> routeRows(const Api& api)
{
    std::vector<RouteRow> rows;
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return rows;
    rows.reserve(definition->methodCount());
    for (const Cow<Resource>& resource : definition->resources)
        for (const Cow<Method>& method : resource->methods) {
            RouteRow row;
            row.ref = NodeRef{api.id, resource->id, method->id, {}};
            row.key = text(routeKeyOf(resource->path, method->verb));
            row.verb = row.key == text(defaultRouteKey) ? QString() : text(toString(method->verb));
            row.integration = integrationText(*method);
            row.authorization = authorizationText(*method);
            rows.push_back(std::move(row));
        }
    return rows;
}

void RouteTableModel::removeGone(const std::vector<RouteRow>& wanted)
{
    const auto ids = idsOf(wanted);
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (ids.count(m_rows[std::size_t(row)].ref.method) > 0)
            continue;
        int first = row;
        while (first > 0 && ids.count(m_rows[std::size_t(first) - 1].ref.method) == 0)
            --first;
        beginRemoveRows({}, first, row);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + row + 1);
        endRemoveRows();
        row = first;
    }
}

void RouteTableModel::insertNew(const std::vector<RouteRow>& wanted)
{
    const auto ids = idsOf(m_rows);
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        if (ids.count(wanted[row].ref.method) > 0)
            continue;
        std::size_t last = row;
        while (last + 1 < wanted.size() && ids.count(wanted[last + 1].ref.method) == 0)
            ++last;
        const std::size_t at = std::min(row, m_rows.size());
        beginInsertRows({}, int(at), int(at + last - row));
        m_rows.insert(m_rows.begin() + std::ptrdiff_t(at), wanted.begin() + std::ptrdiff_t(row),
                      wanted.begin() + std::ptrdiff_t(last) + 1);
        endInsertRows();
        row = last;
    }
}

// Rows that stayed and stand in another order now. A route that got another path moved once, far: that one row goes,
// not all the others by one. A whole new order is told as that.
void RouteTableModel::putInOrder(const std::vector<MethodId>& wanted)
{
    std::unordered_map<MethodId, int> places;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        places.emplace(wanted[i], int(i));
    const auto move = [this](int from, int to) { // to where it stands afterwards
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        const auto first = m_rows.begin();
        if (to > from)
            std::rotate(first + from, first + from + 1, first + to + 1);
        else
            std::rotate(first + to, first + from, first + from + 1);
        endMoveRows();
    };
    int moves = 0;
    for (int row = 0; row < int(m_rows.size());) {
        const MethodId here = m_rows[std::size_t(row)].ref.method;
        if (here == wanted[std::size_t(row)]) {
            ++row;
            continue;
        }
        if (++moves > mostMoves) {
            beginResetModel();
            std::sort(m_rows.begin(), m_rows.end(), [&](const RouteRow& a, const RouteRow& b) {
                return places.at(a.ref.method) < places.at(b.ref.method);
            });
            endResetModel();
            return;
        }
        const int found = rowOf(wanted[std::size_t(row)]);
        const int away = places.at(here);
        if (away - row > found - row)
            move(row, away);
        else
            move(found, row);
    }
}

void RouteTableModel::setRows(std::vector<RouteRow> wanted)
{
    removeGone(wanted);
    const auto known = idsOf(m_rows);
    std::vector<MethodId> kept;
    for (const RouteRow& row : wanted)
        if (known.count(row.ref.method) > 0)
            kept.push_back(row.ref.method);
    putInOrder(kept);
    insertNew(wanted);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (!(m_rows[row] == wanted[row])) {
            m_rows[row] = std::move(wanted[row]);
            emit dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
        }
}

NodeRef RouteTableModel::at(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? m_rows[std::size_t(row)].ref : NodeRef{};
}

int RouteTableModel::rowOf(MethodId route) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [route](const RouteRow& row) { return row.ref.method == route; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int RouteTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RouteTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RouteTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RouteRow& row = m_rows[std::size_t(index.row())];
    const QString& cell = index.column() == Key           ? row.key
                          : index.column() == Integration ? row.integration
                                                          : row.authorization;
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || (role == Qt::EditRole && index.column() == Key))
        return cell;
    if (role == verbRole)
        return row.verb;
    if (role == sortRole && index.column() == Key) // U+FFFF stands behind every path
        return row.verb.isEmpty() ? QString(QChar(0xffff))
                                  : row.key.section(QLatin1Char(' '), 1) + QLatin1Char(' ') + row.verb;
    if (role == sortRole)
        return cell;
    if (role == Qt::AccessibleTextRole)
        return index.column() == Key ? tr("Route %1").arg(cell) : cell;
    return {};
}

bool RouteTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Key)
        return false;
    const QString key = value.toString().trimmed();
    const RouteRow& row = m_rows[std::size_t(index.row())];
    if (key.isEmpty() || key == row.key)
        return false;
    emit renameRequested(NodeRef(row.ref), key);
    return true;
}

QVariant RouteTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Key ? tr("Route key") : section == Integration ? tr("Integration") : tr("Authorization");
}

Qt::ItemFlags RouteTableModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Key ? usual | Qt::ItemIsEditable : usual;
}

} // namespace gw::ui
