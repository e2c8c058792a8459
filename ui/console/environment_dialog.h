// EnvironmentDialog: the project's environments and their variables. Secret values are hidden and kept out of the
// shared files. What is typed is saved when the dialog is left for another environment or closed.
#pragma once

#include "core/console/environment.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace gw::ui {

class ConsoleVariables;

class EnvironmentDialog final : public QDialog
{
    Q_OBJECT

public:
    EnvironmentDialog(ConsoleVariables& variables, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString currentName() const;
    void addEnvironment();
    void done(int result) override; // saves first; stays open when that fails

private:
    QWidget* makeList();
    QWidget* makeTable();
    void fillList(const QString& select);
    void showEnvironment(const QString& name);
    void addRow(const console::EnvironmentVariable& variable);
    void cellChanged(int row, int column);
    void deleteEnvironment();
    void renameEnvironment(const QString& name);
    bool saveShown();
    [[nodiscard]] console::Environment shown() const;
    void explain(const Diagnostic& error);

    ConsoleVariables& m_variables;
    const Theme& m_theme;
    console::Environment m_loaded;
    bool m_isFilling = false;
    QListWidget* m_list;
    QStackedWidget* m_pages;
    QTableWidget* m_table;
    QLabel* m_error;
};

} // namespace gw::ui
