// PaletteModel: the palette's entries that match what was typed, best first. PaletteDelegate draws one.
#pragma once

#include "ui/shell/command_palette.h"
#include "ui/shell/fuzzy_match.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace gw::ui {

class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<PaletteEntry> entries);
    void setPattern(const QString& pattern);
    [[nodiscard]] const PaletteEntry& entry(int row) const { return m_entries[m_shown[std::size_t(row)].index]; }
    [[nodiscard]] const QList<int>& matched(int row) const { return m_shown[std::size_t(row)].match.positions; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Shown
    {
        std::size_t index;
        FuzzyMatch match;
    };
    void filter();

    std::vector<PaletteEntry> m_entries;
    std::vector<Shown> m_shown;
    QString m_pattern;
};

class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    PaletteDelegate(const Theme& theme, const PaletteModel& model, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    const PaletteModel& m_model;
};

} // namespace gw::ui
