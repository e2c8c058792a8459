// Rows are the kinds of the service, always all of them; only their data follows the design.
#include "ui/models/gateway_responses_model.h"

#include "core/api/gateway_response_types.h"

#include <algorithm>

namespace gw::ui {

namespace {

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

GatewayResponsesModel::GatewayResponsesModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme)
{
}

void GatewayResponsesModel::setDefinition(const OpenApiDefinition& definition)
{
    if (m_customised == definition.gatewayResponses)
        return;
    m_customised = definition.gatewayResponses;
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString GatewayResponsesModel::typeAt(int row) const
{
    const auto kinds = gatewayResponseKinds();
    return row >= 0 && row < int(kinds.size()) ? toQt(kinds[std::size_t(row)].type) : QString();
}

int GatewayResponsesModel::rowOf(const QString& type) const
{
    const auto kinds = gatewayResponseKinds();
    const auto it = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const GatewayResponseKind& kind) { return toQt(kind.type) == type; });
    return it == kinds.end() ? -1 : int(it - kinds.begin());
}

const GatewayResponseDefinition* GatewayResponsesModel::find(std::string_view type) const
{
    const auto it = std::find_if(m_customised.begin(), m_customised.end(), [&](const GatewayResponseDefinition& one) {
        return !type.empty() && one.responseType == type;
    });
    return it == m_customised.end() ? nullptr : &*it;
}

const GatewayResponseDefinition* GatewayResponsesModel::customisedAt(int row) const
{
    return find(typeAt(row).toStdString());
}

int GatewayResponsesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(gatewayResponseKinds().size());
}

int GatewayResponsesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

// The type's own, else that of the default it falls back to, else the service's.
QString GatewayResponsesModel::statusText(int row) const
{
    const GatewayResponseKind& kind = gatewayResponseKinds()[std::size_t(row)];
    const GatewayResponseDefinition* own = find(kind.type);
    if (!own)
        own = find(fallbackOfGatewayResponse(kind.type));
    if (own && !own->statusCode.empty())
        return QString::fromStdString(own->statusCode);
    return kind.statusCode == 0 ? tr("Varies") : QString::number(kind.statusCode);
}

QString GatewayResponsesModel::customisedText(int row) const
{
    const GatewayResponseDefinition* own = customisedAt(row);
    if (!own) {
        const std::string_view fallback = fallbackOfGatewayResponse(gatewayResponseKinds()[std::size_t(row)].type);
        return find(fallback) ? tr("As %1").arg(toQt(fallback)) : tr("Default");
    }
    QStringList parts;
    if (!own->statusCode.empty())
        parts << tr("status");
    if (!own->responseParameters.empty())
        parts << tr("headers");
    if (!own->responseTemplates.empty())
        parts << tr("body");
    return parts.isEmpty() ? tr("Customised") : tr("Own %1").arg(parts.join(QStringLiteral(", ")));
}

QVariant GatewayResponsesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    if (role == Qt::ForegroundRole)
        return m_theme.color(customisedAt(row) ? Color::Text : Color::TextMuted);
    if (role == Qt::FontRole && index.column() == Type)
        return m_theme.monospace(fontSize::secondary);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Type:
        return typeAt(row);
    case Status:
        return statusText(row);
    case Customised:
        return customisedText(row);
    default:
        return toQt(gatewayResponseKinds()[std::size_t(row)].when);
    }
}

QVariant GatewayResponsesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Type:
        return tr("Response");
    case Status:
        return tr("Status");
    case Customised:
        return tr("Answer");
    default:
        return tr("Sent when");
    }
}

} // namespace gw::ui
