from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import ListView

from portal.models import Source


def choose_language(request):
    return HttpResponseRedirect(reverse("home"))


def healthz(request):
    return HttpResponse("ok")


def home(request):
    return render(request, "portal/home.html")


def search(request):
    return render(request, "portal/search.html")


def about(request):
    return render(request, "portal/about.html")


class SourceList(ListView):
    def get_queryset(self):
        return Source.objects.published()


def source_detail(request, slug):
    return render(request, "portal/source_detail.html")
