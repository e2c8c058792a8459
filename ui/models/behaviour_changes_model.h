// BehaviourChangesModel: what differs between two definitions of an API, a sentence a row; what breaks clients first.
#pragma once

#include "core/edit/behaviour_diff.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace gw::ui {

class BehaviourChangesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Subject, Sentence, Effect, ColumnCount };

    explicit BehaviourChangesModel(const Theme& theme, QObject* parent = nullptr);
    void setChanges(BehaviourChanges changes);
    [[nodiscard]] const BehaviourChange* at(int row) const;
    [[nodiscard]] int breakingCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const Theme& m_theme;
    BehaviourChanges m_changes;
};

} // namespace gw::ui
