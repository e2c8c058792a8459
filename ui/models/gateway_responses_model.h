// GatewayResponsesModel: the 21 answers the gateway gives itself (reference 1.24). Customised ones stand clear, the
// others muted with what they take from the defaults.
#pragma once

#include "core/api/rest_api.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace gw::ui {

class GatewayResponsesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Type, Status, Customised, When, ColumnCount };

    explicit GatewayResponsesModel(const Theme& theme, QObject* parent = nullptr);
    void setDefinition(const OpenApiDefinition& definition);
    [[nodiscard]] QString typeAt(int row) const;
    [[nodiscard]] int rowOf(const QString& type) const;                         // -1 for an unknown type
    [[nodiscard]] const GatewayResponseDefinition* customisedAt(int row) const; // nullptr for a default

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] const GatewayResponseDefinition* find(std::string_view type) const;
    [[nodiscard]] QString statusText(int row) const;
    [[nodiscard]] QString customisedText(int row) const;

    const Theme& m_theme;
    std::vector<GatewayResponseDefinition> m_customised;
};

} // namespace gw::ui
