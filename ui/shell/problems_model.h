// ProblemsModel: the workspace's diagnostics as a table: severity and message, where, rule.
#pragma once

#include "core/diagnostic.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace gw::ui {

class ProblemsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Message, Where, Rule, ColumnCount };

    explicit ProblemsModel(const Theme& theme, QObject* parent = nullptr);
    void setDiagnostics(Diagnostics diagnostics); // row by row where the lists differ, so a selection survives
    [[nodiscard]] const Diagnostic& diagnostic(int row) const { return m_diagnostics[std::size_t(row)]; }
    [[nodiscard]] int count(Severity severity) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Theme& m_theme;
    Diagnostics m_diagnostics;
};

// "error", "warning", "info" of resources/icons, in the severity's colour.
[[nodiscard]] QIcon severityIcon(const Theme& theme, Severity severity);

} // namespace gw::ui
