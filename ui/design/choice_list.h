// ChoiceList: the rows of a list of which one is edited beside it (responses), with add and remove.
#pragma once

#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

class QListWidget;
class QToolButton;

namespace gw::ui {

class ChoiceList final : public QWidget
{
    Q_OBJECT

public:
    ChoiceList(const Theme& theme, const QString& name, const QString& thing, QWidget* parent = nullptr);

    void setRows(const QStringList& rows); // the current row stays as far as it can
    [[nodiscard]] int current() const;
    void setCurrent(int row);
    [[nodiscard]] QListWidget* list() const { return m_list; }

signals:
    void currentChanged(); // by the user, or because rows went
    void addRequested();
    void removeRequested(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QListWidget* m_list;
    QToolButton* m_remove;
};

} // namespace gw::ui
