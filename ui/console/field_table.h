// FieldTable: a FieldModel as people edit it: one click types, Tab goes on to the next cell, Del removes a row,
// {{variables}} are coloured, names complete from a list.
#pragma once

#include "ui/console/field_model.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QTableView>

namespace gw::ui {

class ConsoleVariables;

class FieldTable final : public QTableView
{
    Q_OBJECT

public:
    FieldTable(const Theme& theme, const ConsoleVariables& variables, const QString& accessibleName,
               QWidget* parent = nullptr);

    [[nodiscard]] FieldModel& fieldModel() { return *m_model; }
    void setNameOffers(const QStringList& names); // completion of the Name column

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void removeCurrent();

    const ConsoleVariables& m_variables;
    FieldModel* m_model;
    class CellDelegate;
    CellDelegate* m_cells;
};

[[nodiscard]] QStringList usualHeaderNames();

} // namespace gw::ui
