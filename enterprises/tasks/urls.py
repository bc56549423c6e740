from django.urls import path

from enterprises.tasks.feeds import calendar_of_deadlines

urlpatterns = [path("<str:token>.ics", calendar_of_deadlines, name="deadlines-calendar")]
